/** What the house model can say about each family of strategies: who pays, and what would show that nobody does. */

export interface FamilyPhrases {
  /** Who is on the other side and why it lasts. */
  readonly payer: readonly string[];
  /** What to watch that would prove the idea wrong. */
  readonly test: readonly string[];
}

export const familyPhrases: Readonly<Record<string, FamilyPhrases>> = {
  trend: {
    payer: [
      'The other side are investors who sell winners early and rebalance against the move, and they do so by rule, not by mood.',
      'Large holders change their positions over weeks, and their unfinished orders keep pushing the same way.',
      'It is paid for sitting through many small losses that most people would not sit through.',
      'Few traders like to buy what has already risen, which leaves room for those who do.',
    ],
    test: [
      'If the largest tenth of the trades is taken away and the rest loses more than whipsaws explain, there was luck, not a trend.',
      'If trades held longer than the median earn no more than trades cut short, moves do not persist here.',
      'If the same rule entered five bars late keeps none of the profit, it caught jumps and not trends.',
    ],
  },
  momentum: {
    payer: [
      'Analysts and funds move towards new information step by step, so the early part of a move foretells some of the rest.',
      'Money that follows performance arrives with a delay and buys from those who were early.',
      'It is paid by holders who anchor on the price they bought at and let go too soon.',
      'The edge asks for buying at discomfort, after a rise, which keeps it from being crowded out.',
    ],
    test: [
      'If past winners and past losers of the universe earn the same over the holding time, there is no momentum to harvest.',
      'If the profit sits in one or two symbols, it is a bet on them and not on momentum.',
      'If most of the gain is given back in sharp reversals after falls, the premium does not pay for its crashes.',
    ],
  },
  'mean-reversion': {
    payer: [
      'The other side must trade now, for a margin call or a redemption, and gives up part of the price for it.',
      'It earns what a dealer earns: a little, often, for holding what others want to be rid of.',
      'Short-lived order imbalances push the price further than the news, and patience is paid when they end.',
      'Stop orders beneath obvious levels make a dip overshoot, and the overshoot is what is bought.',
    ],
    test: [
      'If the losses of the worst entries grow faster than the number of small gains, it collects pennies in front of news.',
      'If entries on days with high volume do worse than all others, it buys from the informed and not from the hurried.',
      'If the average trade does not clear costs doubled, there is no reversion left for an outsider.',
    ],
  },
  breakout: {
    payer: [
      'Those who sold at the old boundary have to buy back, and their orders carry the move on.',
      'A long quiet range stores positions on both sides, and leaving it forces one side out.',
      'News that is large enough to leave the range is rarely priced in one bar.',
      'Most breaks fail, and it is paid by the few that do not, as long as the failures stay small.',
    ],
    test: [
      'If breaks on rising volume return into the range as often as breaks on falling volume, nothing was broken.',
      'If the gain of the best tenth of the trades does not pay for all the false breaks, the thesis is wrong.',
      'If entering one bar before the break earns as much, the level itself carries no information.',
    ],
  },
  volatility: {
    payer: [
      'Volatility comes in clusters, and exposure that follows it is large when risk is cheap and small when it is not.',
      'Others size by habit and not by risk; taking less of the stormy days is paid in the calm ones.',
      'Calm makes holders complacent, and the first large move after it catches them on the wrong foot.',
      'Fear is dearer than it should be right after a shock, and fades in a regular way.',
    ],
    test: [
      'If returns per unit of risk are the same in calm and in stormy stretches, reading volatility adds nothing.',
      'If the largest losses fall in the state that the rule calls safe, it reads the wrong thing.',
      'If holding always at the same average exposure earns as much, the timing is worth nothing.',
    ],
  },
  seasonality: {
    payer: [
      'Salaries, pension payments and index changes come by the calendar, and their flows do not ask for the price.',
      'Desks cut risk on the same days of the month, and whoever stands on the other side is paid a little.',
      'Habits of fund managers around dates are bound by their mandates, so that knowing them does not end them.',
      'The flows are small and spread over many symbols, too small for large funds to trade away.',
    ],
    test: [
      'If the chosen days earn no more than equally many days drawn at random, the calendar says nothing.',
      'If the effect is gone in the later half of the history, it has been traded away.',
      'If two or three dates carry the whole profit, it is an accident of those dates.',
    ],
  },
  sentiment: {
    payer: [
      'Headlines move attention before they move estimates, and attention takes days to turn into orders.',
      'Readers overrate the vivid and underrate the dull, and prices make up for it later.',
      'Mood spreads from one symbol to its neighbours more slowly than prices do.',
      'The other side reacts to the tone of the news and not to what it changes.',
    ],
    test: [
      'If the signal shifted by a week earns as much, the news was not the cause.',
      'If days with many headlines and days with none are followed by the same returns, the mood says nothing.',
      'If symbols that are hardly ever in the news do as well, it trades something else than sentiment.',
    ],
  },
  'regime-adaptive': {
    payer: [
      'Rules that are fixed give back in the wrong market what they earned in the right one; knowing which it is keeps more of it.',
      'Markets change their temper for months at a time, and most portfolios are slow to admit it.',
      'Standing aside costs little when the odds are even, and it saves the trades that would have to be made good.',
      'Correlations rise when the regime turns, so that an early exit is worth more than it looks.',
    ],
    test: [
      'If the same rules without the regime do as well after costs, the regime only adds turnover.',
      'If most exits come after the larger part of a fall, the regime is seen too late to be of use.',
      'If returns by regime do not differ by more than chance on unseen years, there is nothing to adapt to.',
    ],
  },
  pairs: {
    payer: [
      'Somebody who has to sell one of the two today pays for not waiting; the other of the pair carries the common news away.',
      'Holders of a single name cannot be bothered with its neighbour, so gaps between the two stay open for days.',
      'It earns for taking the other side of orders that are about one company only.',
      'What both share is held long and short at once, so that what is left is small, frequent and dull.',
    ],
    test: [
      'If spreads that were wide are as wide a month later, the two have parted for good and nothing reverts.',
      'If one side of the pair earns all of it, it is a bet on that symbol and not on the spread.',
      'If the profit is gone when both sides fill one bar later, it was a price that nobody could have had.',
    ],
  },
  rotation: {
    payer: [
      'Large holders shift between sectors over months, and the first to lead are still being bought when the ranking shows them.',
      'Most investors keep what has lagged in the hope of getting even, and sell what has led too soon.',
      'Changing only on a schedule keeps the costs of following small against what is followed.',
      'A ranking asks nothing of the market as a whole: some symbol is always ahead.',
    ],
    test: [
      'If the middle of the ranking earns as much as its top, the order says nothing.',
      'If deciding a week later or earlier changes the result by more than its worth, the day did it and not the rank.',
      'If the gain comes from one symbol that stayed on top, there was no rotation to be paid for.',
    ],
  },
  carry: {
    payer: [
      'It is paid for holding what others find dull, and for sitting through the falls that come with being paid.',
      'Those who chase growth leave the steady payers cheap, and those who need income cannot use leverage to even it out.',
      'The income arrives whether or not the price moves, which few have the patience to count.',
      'A premium for a seldom risk lasts because the risk is real: it is held small and left early.',
    ],
    test: [
      'If the falls in price take more than the income brought, there is no carry left to hold.',
      'If all of the return comes from price and none from what was paid out, it is another strategy by this name.',
      'If the worst month undoes more than two good years, the size is wrong for the risk that is taken.',
    ],
  },
};

/** For a family the house has no phrases for. */
export const anyFamily: FamilyPhrases = {
  payer: [
    'Somebody has to be on the other side for a reason other than price, and the rules are meant to find those moments.',
    'The effect must come from a habit or a constraint of others, for only those last.',
  ],
  test: [
    'If the trades do no better than trades of the same length on random days, there is no edge.',
    'If the profit is gone with costs doubled, it was never there for an outsider.',
  ],
};
