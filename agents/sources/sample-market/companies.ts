/** The invented companies of the sample market: sector, size, and the behaviour planted in each. */

/** How a stock's own part moves: `drift` trends for weeks, `pull` returns to its mean in days, `plain` has no memory. */
export type OwnBehaviour = 'drift' | 'pull' | 'plain';

export interface Company {
  readonly symbol: string;
  readonly name: string;
  readonly sector: string;
  readonly behaviour: OwnBehaviour;
  /** Sensitivity to the market factor. */
  readonly beta: number;
  /** Typical daily standard deviation of its own part. */
  readonly ownVolatility: number;
  /** Annual dividend yield as a fraction; 0 = pays none. */
  readonly dividendYield: number;
  /** First price in USD. */
  readonly firstPrice: number;
  /** Shares in issue in millions: its weight in the index. */
  readonly sharesMillions: number;
  /** Annual own drift as a fraction. */
  readonly ownDrift: number;
}

const company = (
  symbol: string,
  name: string,
  sector: string,
  behaviour: OwnBehaviour,
  numbers: readonly [beta: number, own: number, dividend: number, price: number, shares: number, drift: number],
): Company => ({
  symbol,
  name,
  sector,
  behaviour,
  beta: numbers[0],
  ownVolatility: numbers[1],
  dividendYield: numbers[2],
  firstPrice: numbers[3],
  sharesMillions: numbers[4],
  ownDrift: numbers[5],
});

/** Every name and ticker is invented. */
export const companies: readonly Company[] = [
  company('QLMN', 'Qualmont Systems', 'Technology', 'drift', [1.25, 0.0125, 0, 42, 820, 0.05]),
  company('VXTA', 'Vexta Semiconductor', 'Technology', 'drift', [1.4, 0.015, 0.006, 18, 1450, 0.06]),
  company('NRBX', 'Norbex Cloud', 'Technology', 'drift', [1.3, 0.0145, 0, 27, 610, 0.03]),
  company('ZYPH', 'Zyphra Robotics', 'Technology', 'plain', [1.35, 0.017, 0, 12, 380, -0.02]),
  company('HLVN', 'Helvana Therapeutics', 'Health', 'plain', [0.7, 0.0155, 0, 33, 420, 0.03]),
  company('MDRY', 'Medoray Instruments', 'Health', 'plain', [0.8, 0.011, 0.012, 58, 350, 0.02]),
  company('CRVA', 'Corvantis Labs', 'Health', 'pull', [0.65, 0.012, 0.015, 47, 500, 0.03]),
  company('PTRX', 'Petrax Energy', 'Energy', 'drift', [1.05, 0.014, 0.032, 61, 700, -0.01]),
  company('DLGO', 'Delgoro Drilling', 'Energy', 'plain', [1.2, 0.018, 0.01, 24, 260, -0.12]),
  company('SLWN', 'Solwindra Power', 'Energy', 'drift', [1.1, 0.016, 0, 9, 540, 0.04]),
  company('BKHM', 'Bekham Trust', 'Finance', 'pull', [1.05, 0.0105, 0.026, 39, 1100, 0.03]),
  company('FNVR', 'Finavar Insurance', 'Finance', 'pull', [0.85, 0.0095, 0.022, 52, 640, 0.04]),
  company('OKTM', 'Oaktem Payments', 'Finance', 'plain', [1.1, 0.0125, 0.008, 71, 480, 0.03]),
  company('GRZL', 'Grazel Foods', 'Consumer', 'pull', [0.5, 0.009, 0.028, 36, 760, 0.03]),
  company('LUMR', 'Lumara Apparel', 'Consumer', 'plain', [1.0, 0.014, 0.012, 28, 310, 0.0]),
  company('TRVK', 'Travik Motors', 'Consumer', 'plain', [1.3, 0.016, 0, 15, 690, 0.02]),
  company('IRNW', 'Ironwell Machines', 'Industrial', 'drift', [1.05, 0.0115, 0.018, 66, 430, 0.01]),
  company('CGLO', 'Corgalo Freight', 'Industrial', 'pull', [0.9, 0.011, 0.016, 45, 390, 0.03]),
  company('WTRM', 'Watermere Utilities', 'Utilities', 'pull', [0.3, 0.008, 0.038, 31, 520, 0.03]),
  company('NTHG', 'Northgrid Electric', 'Utilities', 'plain', [0.45, 0.0085, 0.034, 41, 470, 0.0]),
];

/** The index: value-weighted, only watched. */
export const indexSymbol = 'SMKT';
export const indexName = 'Sample Market Index (synthetic)';
/** The company that leaves the market, the one that joins late, and the one whose trading was halted. */
export const delistedSymbol = 'DLGO';
export const lateSymbol = 'SLWN';
export const haltedSymbol = 'HLVN';
/** Symbols with one-minute sessions. */
export const minuteSymbols: readonly string[] = ['BKHM', 'QLMN', 'SMKT'];
