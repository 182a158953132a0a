package io.enishi.benchmarks.link;

import io.enishi.identity.link.RecordTable;
import java.util.Map;

/** Invented people: rows, and for each row of the table its person and household. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record People(RecordTable table, int[] persons, int[] households) {

    /** Whom a row is of. */
    interface Row {
        int person();

        int household();
    }

    /** @param byId what the rows of the table were made of, by their ids there */
    static People of(RecordTable table, Map<String, ? extends Row> byId) {
        int[] persons = new int[table.size()];
        int[] households = new int[table.size()];
        for (int i = 0; i < persons.length; i++) {
            Row row = byId.get(table.id(i));
            persons[i] = row.person();
            households[i] = row.household();
        }
        return new People(table, persons, households);
    }
}
