/**
 * Keeps customers in the host's own database, over plain JDBC.
 *
 * <pre>{@code
 * JdbcSchema.of(dataSource).migrate();                       // or apply the SQL files of this jar with your own tool
 * JdbcCustomerStore store = JdbcCustomerStore.open(dataSource, ShopId.of("my-shop"));
 * Crm crm = Crm.builder("my-shop").store(store).secret(secret).build();
 *
 * // in the transaction that writes the order:
 * store.inbox().queue(connection, event);                    // commits and rolls back with the order
 * connection.commit();
 * // later, on any JVM:
 * crm.drain();
 * }</pre>
 *
 * <p>One commit of the engine is one transaction here: versions are checked by the updates themselves, under read committed. Everything
 * that concerns one person is guarded by that person's row, everything stated about an address by the address's row. Rows are locked in
 * order of id, persons before addresses. A connection that breaks while it commits leaves a question behind; it is answered by the
 * commit's own id in the person's row.
 *
 * <p>{@code store.archive()} writes everything of a shop as JSON Lines, and takes it in on another database.
 *
 * <p>PostgreSQL and H2 are proved in every build. MariaDB is proved by the profile {@code mariadb}, through its own driver and through
 * MySQL's; MySQL, from 8.0.17 on, by the same profile on a server that {@code -Denishi.mysql.server} names (8.0.28 and 9.7.4 were). Both
 * read repeatably by default; every transaction here is told to read committed, which needs a binary log in row or mixed format. Their
 * drivers must count the rows that an update found ({@code useAffectedRows=false}, the default); a store refuses to open otherwise.
 *
 * <p>{@code store.retention()} deletes what is no longer needed, and says what cannot be told afterwards.
 *
 * <p>The tables are in the script that {@link JdbcSchema#scripts} hands out for a database, each with how it grows.
 */
package io.enishi.jdbc;
