import org.jspecify.annotations.NullMarked;

/** Keeps customers in the host's database. */
@NullMarked
module io.enishi.jdbc {
    requires static org.jspecify;
    requires transitive io.enishi.core;
    requires transitive java.sql;
    requires org.slf4j;
    requires tools.jackson.core;

    exports io.enishi.jdbc;
}
