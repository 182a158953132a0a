import org.jspecify.annotations.NullMarked;

/** Score models as folds over a customer's timeline; lifetime value, attribution and repurchase gaps on plain data, too. */
@NullMarked
module io.enishi.scoring {
    requires static org.jspecify;
    requires transitive io.enishi.core;
    requires org.apache.commons.numbers.gamma;

    exports io.enishi.scoring;
    exports io.enishi.scoring.attribution;
    exports io.enishi.scoring.cohort;
    exports io.enishi.scoring.fit;
    exports io.enishi.scoring.purchase;
    exports io.enishi.scoring.quality;
    exports io.enishi.scoring.recommend;
    exports io.enishi.scoring.rfm;
    exports io.enishi.scoring.rhythm;
    exports io.enishi.scoring.stage;
    exports io.enishi.scoring.survival;
    exports io.enishi.scoring.value;
}
