/**
 * Which records are one person, by probability: the model of I. P. Fellegi and A. B. Sunter (JASA 64 (1969) 1183,
 * doi:10.1080/01621459.1969.10501049), trained without labels.
 *
 * <pre>{@code
 * LinkModel model = LinkModel.parse(Files.readString(path));
 * RecordTable.Builder rows = RecordTable.builder("name", "born", "email");
 * rows.add("r1", "Robert Allen", "1971-06-24", "robert@smith.example");
 * rows.add("r2", "Rob Allen", "1971-06-24", "robert@smith.example");
 * rows.add("r3", "Anna Bell", "1980-01-02", "anna@bell.example"); // and so on
 * Linkage linkage = Linker.of(model).link(rows.build());
 * linkage.clusters().members();
 * linkage.score("r1", "r2").toText();
 * }</pre>
 *
 * <p>A {@link io.enishi.identity.link.LinkModel} names comparisons, each with levels of agreement, and blocking rules. A
 * {@link io.enishi.identity.link.Linker} finds the pairs that some rule leads to, learns from them how often each level occurs among
 * records of one person (m) and knows from the values' frequencies how often among others (u), adds up log2 of m over u for each
 * pair, and forms clusters in which all pairs count, not only those that agree.
 *
 * <p>Nothing here is fitted to labels. The prior is the number of matches expected among <em>all</em> pairs of the table, so that the
 * same agreement says less in a larger table; what families share, and what people of one town share, says less where a household or
 * the place explains it as well.
 *
 * <p>What this package does not do: read files, keep anything between runs, or decide what becomes of a link: its
 * {@link io.enishi.identity.link.Linkage} hands links to whoever keeps evidence.
 */
package io.enishi.identity.link;
