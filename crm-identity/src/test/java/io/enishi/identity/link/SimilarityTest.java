package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Figures of Jaro and Winkler from W. E. Winkler, Census RR2006-2, table 6. */
class SimilarityTest {

    @Test
    void publishedPairsHaveTheirPublishedSimilarity() {
        assertThat(Similarity.jaroWinkler("MARTHA", "MARHTA")).isCloseTo(0.961, within(0.0005));
        assertThat(Similarity.jaroWinkler("DWAYNE", "DUANE")).isCloseTo(0.840, within(0.0005));
        assertThat(Similarity.jaroWinkler("DIXON", "DICKSONX")).isCloseTo(0.813, within(0.0005));
        assertThat(Similarity.jaro("SHACKLEFORD", "SHACKELFORD")).isCloseTo(0.970, within(0.0005));
        assertThat(Similarity.jaro("", "")).isEqualTo(1);
        assertThat(Similarity.jaro("A", "")).isZero();
    }

    @Test
    void distancesCountEditsAndOneMoreThanTheLimitIsEnough() {
        assertThat(Similarity.levenshtein("kitten", "sitting", 5)).isEqualTo(3);
        assertThat(Similarity.levenshtein("kitten", "sitting", 2)).isEqualTo(3);
        assertThat(Similarity.levenshtein("ab", "ba", 2)).isEqualTo(2);
        assertThat(Similarity.damerau("ab", "ba", 2)).isEqualTo(1);
        assertThat(Similarity.damerau("ca", "abc", 3)).isEqualTo(3); // no substring is edited twice
    }

    @Property(tries = 500)
    void theShortWayToADistanceOfOneIsTheLongOne(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertThat(Similarity.damerau(a, b, 1)).isEqualTo(Math.min(2, full(a, b, true)));
        assertThat(Similarity.levenshtein(a, b, 1)).isEqualTo(Math.min(2, full(a, b, false)));
        assertThat(Similarity.damerau(a, b, 3)).isEqualTo(Math.min(4, full(a, b, true)));
    }

    @Property(tries = 300)
    void similarityIsSymmetricAndLongTextsAreComparedLikeShortOnes(
            @ForAll @AlphaChars @StringLength(max = 12) String a,
            @ForAll @AlphaChars @StringLength(max = 12) String b) {
        double similarity = Similarity.jaro(a, b);
        assertThat(similarity).isBetween(0.0, 1.0);
        assertThat(Similarity.jaroWinkler(a, b)).isGreaterThanOrEqualTo(similarity);
        assertThat(Similarity.jaroWinkler(a, a)).isEqualTo(1);
    }

    /** The whole table, without bounds. */
    private static int full(String a, String b, boolean exchange) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
                if (exchange
                        && i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
