package io.enishi.scoring.value;

/** Sums of numbers that are known by their logarithms. */
final class Logarithms {

    private Logarithms() {}

    /** ln(1 + e<sup>d</sup>), without overflow. */
    static double onePlusExp(double d) {
        return d > 36 ? d + StrictMath.exp(-d) : StrictMath.log1p(StrictMath.exp(d));
    }
}
