import org.jspecify.annotations.NullMarked;

/** Score models as folds over a customer's timeline. */
@NullMarked
module io.enishi.scoring {
    requires static org.jspecify;
    requires transitive io.enishi.core;

    exports io.enishi.scoring;
    exports io.enishi.scoring.cohort;
    exports io.enishi.scoring.purchase;
    exports io.enishi.scoring.recommend;
    exports io.enishi.scoring.rfm;
}
