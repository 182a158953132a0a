import org.jspecify.annotations.NullMarked;

/** Which origins are one person, and why. */
@NullMarked
module io.enishi.identity {
    requires static org.jspecify;
    requires transitive io.enishi.core;

    exports io.enishi.identity;
}
