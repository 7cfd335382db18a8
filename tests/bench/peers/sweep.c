/* A grid of two averages in C: bar by bar, eight combinations at a time where the machine has AVX-512, else one by one.
 *
 * FILE holds, as little-endian doubles: bars, fast and slow columns, the fee, the capital, opens, closes, then the columns.
 * A line on standard input asks for a round; the answer is a line of JSON. Averages are given, nothing is recorded per trade.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#ifdef __AVX512F__
#include <immintrin.h>
#endif

enum { block = 2048, lanes = 8 };

typedef struct {
  double cash[lanes], quantity[lanes], peak[lanes], worst[lanes], equity[lanes];
  double sum[lanes], squares[lanes], base_sum[lanes], base_squares[lanes], trades[lanes];
  unsigned char is_long, below, above;
} group;

static long bars, fasts, slows, groups_of_slow;
static double fee, capital;
static double *opens, *closes, *sums, *squares, *fast, *slow, *turned;
static group *groups;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* Trades of the lanes whose position changes, at the open after bar i. */
static void trade(group *g, unsigned flip, unsigned next, long i) {
  if (i + 1 >= bars) return;
  for (int l = 0; l < lanes; l++) {
    if (!(flip >> l & 1)) continue;
    double price = opens[i + 1];
    if (next >> l & 1) {
      g->quantity[l] = g->cash[l] / (price * (1 + fee));
      g->cash[l] = 0;
      g->base_sum[l] = sums[i + 1];
      g->base_squares[l] = squares[i + 1];
    } else {
      g->cash[l] += g->quantity[l] * (price * (1 - fee));
      g->quantity[l] = 0;
      g->sum[l] += sums[i] - g->base_sum[l];
      g->squares[l] += squares[i] - g->base_squares[l];
      g->trades[l]++;
    }
    double change = (g->cash[l] + g->quantity[l] * closes[i + 1]) / g->equity[l] - 1;
    g->sum[l] += change;
    g->squares[l] += change * change;
  }
  g->is_long = (g->is_long & ~flip) | (next & flip);
}

#ifdef __AVX512F__
static void run(group *g, const double *f, const double *s, long from, long to) {
  __m512d cash = _mm512_loadu_pd(g->cash), quantity = _mm512_loadu_pd(g->quantity);
  __m512d peak = _mm512_loadu_pd(g->peak), worst = _mm512_loadu_pd(g->worst), equity = _mm512_loadu_pd(g->equity);
  unsigned below = g->below, above = g->above;
  for (long i = from; i < to; i++) {
    equity = _mm512_fmadd_pd(quantity, _mm512_set1_pd(closes[i]), cash);
    peak = _mm512_max_pd(peak, equity);
    unsigned fell = _mm512_cmp_pd_mask(equity, _mm512_mul_pd(worst, peak), _CMP_LT_OQ);
    __m512d a = _mm512_set1_pd(f[i]), b = _mm512_loadu_pd(s + i * lanes);
    unsigned is_below = _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ), is_above = _mm512_cmp_pd_mask(a, b, _CMP_GE_OQ);
    unsigned up = below & is_above & ~is_below, down = above & is_below & ~is_above;
    unsigned next = (g->is_long | up) & ~down, flip = next ^ g->is_long;
    below = is_below;
    above = is_above;
    if (fell | flip) {
      worst = _mm512_mask_div_pd(worst, fell, equity, peak);
      if (flip) {
        _mm512_storeu_pd(g->cash, cash);
        _mm512_storeu_pd(g->quantity, quantity);
        _mm512_storeu_pd(g->equity, equity);
        trade(g, flip, next, i);
        cash = _mm512_loadu_pd(g->cash);
        quantity = _mm512_loadu_pd(g->quantity);
      }
    }
  }
  _mm512_storeu_pd(g->cash, cash);
  _mm512_storeu_pd(g->quantity, quantity);
  _mm512_storeu_pd(g->peak, peak);
  _mm512_storeu_pd(g->worst, worst);
  _mm512_storeu_pd(g->equity, equity);
  g->below = below;
  g->above = above;
}
#else
static void run(group *g, const double *f, const double *s, long from, long to) {
  for (int l = 0; l < lanes; l++)
    for (long i = from; i < to; i++) {
      double equity = g->equity[l] = g->cash[l] + g->quantity[l] * closes[i];
      if (equity > g->peak[l]) g->peak[l] = equity;
      if (equity < g->worst[l] * g->peak[l]) g->worst[l] = equity / g->peak[l];
      unsigned bit = 1u << l, is_below = f[i] <= s[i * lanes + l] ? bit : 0, is_above = f[i] >= s[i * lanes + l] ? bit : 0;
      unsigned up = g->below & is_above & ~is_below, down = g->above & is_below & ~is_above;
      unsigned next = ((g->is_long & bit) | up) & ~down, flip = next ^ (g->is_long & bit);
      g->below = (g->below & ~bit) | is_below;
      g->above = (g->above & ~bit) | is_above;
      if (flip) trade(g, flip, next, i);
    }
}
#endif

int main(int count, char **words) {
  FILE *file = count > 1 ? fopen(words[1], "rb") : NULL;
  double head[5];
  if (!file || fread(head, 8, 5, file) != 5) return 1;
  bars = (long)head[0], fasts = (long)head[1], slows = (long)head[2], fee = head[3], capital = head[4];
  long columns = 2 + fasts + slows;
  opens = malloc(8 * bars * columns);
  if (!opens || fread(opens, 8, bars * columns, file) != (size_t)(bars * columns)) return 1;
  closes = opens + bars, fast = closes + bars, slow = fast + fasts * bars;
  sums = calloc(bars, 8), squares = calloc(bars, 8);
  for (long i = 1; i < bars; i++) {
    double change = closes[i] / closes[i - 1] - 1;
    sums[i] = sums[i - 1] + change, squares[i] = squares[i - 1] + change * change;
  }
  groups_of_slow = slows / lanes;
  turned = malloc(8 * bars * slows);
  for (long g = 0; g < groups_of_slow; g++)
    for (long i = 0; i < bars; i++)
      for (int l = 0; l < lanes; l++) turned[(g * bars + i) * lanes + l] = slow[(g * lanes + l) * bars + i];
  long total = fasts * groups_of_slow;
  groups = malloc(total * sizeof(group));
#ifdef __AVX512F__
  printf("{\"ready\": \"AVX-512\"}\n");
#else
  printf("{\"ready\": \"scalar\"}\n");
#endif
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    double began = now();
    for (long k = 0; k < total; k++) {
      group *g = groups + k;
      *g = (group){0};
      for (int l = 0; l < lanes; l++) g->cash[l] = g->peak[l] = g->equity[l] = capital, g->worst[l] = 1;
    }
    for (long from = 0; from < bars; from += block) {
      long to = from + block < bars ? from + block : bars;
      for (long k = 0; k < total; k++)
        run(groups + k, fast + k / groups_of_slow * bars, turned + k % groups_of_slow * bars * lanes, from, to);
    }
    double elapsed = now() - began;
    printf("{\"ms\": %.6f, \"equity\": [", elapsed);
    for (long k = 0; k < total * lanes; k++) printf("%s%.17g", k ? "," : "", groups[k / lanes].equity[k % lanes]);
    printf("], \"drawdown\": [");
    for (long k = 0; k < total * lanes; k++) printf("%s%.17g", k ? "," : "", groups[k / lanes].worst[k % lanes] - 1);
    printf("], \"trades\": [");
    for (long k = 0; k < total * lanes; k++) printf("%s%.0f", k ? "," : "", groups[k / lanes].trades[k % lanes]);
    printf("]}\n");
    fflush(stdout);
  }
  return 0;
}
