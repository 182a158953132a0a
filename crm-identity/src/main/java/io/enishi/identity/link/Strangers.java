package io.enishi.identity.link;

import io.enishi.identity.link.VectorCounts.Row;
import java.util.Arrays;

/**
 * Two kinds of people who have nothing to do with each other: those who live near each other, and the rest. Neighbours agree in postal
 * code, town and street at once. Taken for independent, so many agreements would be as good as a proof; and where few rows repeat a
 * person, it is neighbours that would be learnt as one person.
 *
 * <p>The two are told apart by a latent class model of random pairs (P. F. Lazarsfeld, N. W. Henry, Latent Structure Analysis, 1968; for
 * linkage Y. Thibaudeau, Survey Methodology 19 (1993) 31). Only pairs whose names differ count, so that they are strangers, and names
 * themselves are as frequent among neighbours as elsewhere. The model is used if it explains the pairs better than independence does
 * by the Bayesian information criterion (G. Schwarz, Ann. Stat. 6 (1978) 461, doi:10.1214/aos/1176344136), and if neighbours are so many
 * that repeated people cannot be what was found.
 */
final class Strangers {

    /** Least share of neighbours among random pairs: found ones had .009 to .47, and rarer ones were repeated people. */
    private static final double LEAST = 0.005;
    /** Neighbours for each pair of one person, at least: found ones had 35 or more, repeated people taken for them 12 at most. */
    private static final double OUTNUMBER = 20;
    /** Pairs of a level that must be seen to say whether neighbours have it. */
    private static final double OFTEN = 30;

    private final double share;
    /** Of the strangers with a level of a comparison the share that are neighbours; null where both kinds are alike. */
    private final double[][] near;

    /** How a comparison is looked at. */
    enum Look {
        /** Names: of pairs that agree in one nothing is learnt. */
        NAME,
        /** As frequent among neighbours as elsewhere. */
        ALIKE,
        /** Neighbours may be unlike others. */
        FREE,
        /** The same, of what people share who live together: who agrees better than neighbours do is one, too. */
        SHARED
    }

    private Strangers(double share, double[][] near) {
        this.share = share;
        this.near = near;
    }

    /** All strangers are of one kind. */
    static Strangers alike() {
        return new Strangers(0, new double[0][]);
    }

    /**
     * Looks for neighbours among random pairs.
     *
     * @param seen share of each level of each comparison among all pairs
     */
    static Strangers of(Row[] rows, double[][] seen, Look[] looks) {
        Row[] strangers = Arrays.stream(rows)
                .filter(row -> !agreesInName(row.vector(), seen, looks))
                .toArray(Row[]::new);
        boolean[] free = new boolean[looks.length];
        int several = 0;
        for (int k = 0; k < free.length; k++) {
            free[k] = looks[k] == Look.FREE || looks[k] == Look.SHARED;
            several += free[k] ? 1 : 0;
        }
        if (several < 2 || strangers.length == 0) {
            return alike();
        }
        LatentClasses classes = new LatentClasses(strangers, seen, free);
        return classes.share() > LEAST && classes.isBetter()
                ? new Strangers(classes.share(), near(classes, seen, looks))
                : alike();
    }

    private static boolean agreesInName(long vector, double[][] seen, Look[] looks) {
        for (int k = 0; k < looks.length; k++) {
            int level = Agreement.level(vector, k);
            if (looks[k] == Look.NAME && level > 0 && level < seen[k].length) {
                return true;
            }
        }
        return false;
    }

    /** What is too rare to be counted is taken for what comes next to it, or for no news. */
    private static double[][] near(LatentClasses classes, double[][] seen, Look[] looks) {
        double[][] near = new double[looks.length][];
        for (int k = 0; k < near.length; k++) {
            if (looks[k] == Look.FREE || looks[k] == Look.SHARED) {
                int last = seen[k].length - 1;
                near[k] = new double[last + 1];
                near[k][last] = classes.near(k, last);
                for (int l = last - 1; l >= 0; l--) {
                    boolean often = seen[k][l] * classes.pairs() >= OFTEN;
                    double rare = looks[k] == Look.SHARED ? near[k][l + 1] : classes.share();
                    near[k][l] = often ? classes.near(k, l) : rare;
                }
            }
        }
        return near;
    }

    /** Share of neighbours among strangers; 0 if there are none. */
    double share() {
        return share;
    }

    /** Whether what was taken for neighbours may be repeated people, since these are not much fewer. */
    boolean areDoubtful(double prior) {
        return share > 0 && share < OUTNUMBER * prior;
    }

    /** What neighbours look like, if strangers look like {@code u}. */
    double[][] near(double[][] u) {
        return part(u, true);
    }

    /** What the others look like. */
    double[][] far(double[][] u) {
        return part(u, false);
    }

    private double[][] part(double[][] u, boolean neighbours) {
        double[][] part = new double[u.length][];
        for (int k = 0; k < part.length; k++) {
            part[k] = u[k].clone();
            if (share > 0 && near[k] != null) {
                for (int l = 0; l < part[k].length; l++) {
                    part[k][l] *= neighbours ? near[k][l] : 1 - near[k][l];
                }
                Shares.normalised(part[k]);
            }
        }
        return part;
    }
}
