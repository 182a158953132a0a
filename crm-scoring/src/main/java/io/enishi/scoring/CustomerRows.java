package io.enishi.scoring;

import io.enishi.core.value.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of every customer of a {@link ScoreBook}: a hash table in {@link Parts}.
 *
 * @param <K> what a customer is known by
 */
final class CustomerRows<K> {

    /**
     * The customers of one part, side by side in the order in which they were put here, and a hash table of their positions.
     *
     * @param <K> what a customer is known by
     */
    static final class Part<K> {
        private static final int FIRST_ROOM = 4;

        private @Nullable Object[] customers = new Object[FIRST_ROOM];
        private @Nullable ScoreRows[] rows = new ScoreRows[FIRST_ROOM];
        private int[] hashes = new int[FIRST_ROOM];
        /** When each was first heard of: rises with time, over all parts. */
        private long[] heard = new long[FIRST_ROOM];
        /** Open addressing: position of a customer and one, 0 for none. */
        private int[] slots = new int[4 * FIRST_ROOM];

        private int size;

        int size() {
            return size;
        }

        @SuppressWarnings("unchecked") // what was put here is of this type
        K customer(int position) {
            return (K) Objects.requireNonNull(customers[position]);
        }

        ScoreRows rows(int position) {
            return Objects.requireNonNull(rows[position]);
        }

        /** The score of each customer by position. */
        Trajectory[] scores(ScoreFold fold, Meanings meanings, long now) {
            Trajectory[] scores = new Trajectory[size];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = fold.score(rows(i).stateAt(fold, meanings, now));
            }
            return scores;
        }

        void tell(Trajectory[] scores, BiConsumer<? super K, ? super Trajectory> visitor) {
            for (int i = 0; i < scores.length; i++) {
                visitor.accept(customer(i), scores[i]);
            }
        }

        /** The position of a customer; -1 if there is none. */
        int find(Object customer, int hash) {
            int mask = slots.length - 1;
            for (int slot = Parts.slot(hash, mask); slots[slot] != 0; slot = (slot + 1) & mask) {
                int position = slots[slot] - 1;
                if (hashes[position] == hash && is(position, customer)) {
                    return position;
                }
            }
            return -1;
        }

        private boolean is(int position, Object customer) {
            Object known = customers[position];
            return known == customer || customer.equals(known);
        }

        /** Puts a customer here who is not, and returns the position. */
        int add(Object customer, int hash, long heardAt, ScoreRows itsRows) {
            if (size == customers.length) {
                int room = 2 * size;
                customers = Arrays.copyOf(customers, room);
                rows = Arrays.copyOf(rows, room);
                hashes = Arrays.copyOf(hashes, room);
                heard = Arrays.copyOf(heard, room);
                slots = new int[4 * room];
                for (int position = 0; position < size; position++) {
                    place(position);
                }
            }
            customers[size] = customer;
            rows[size] = itsRows;
            hashes[size] = hash;
            heard[size] = heardAt;
            place(size);
            return size++;
        }

        private void place(int position) {
            int mask = slots.length - 1;
            int slot = Parts.slot(hashes[position], mask);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = position + 1;
        }
    }

    private final @Nullable Part<K>[] parts = newParts();

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
    private static <K> @Nullable Part<K>[] newParts() {
        return new Part[Parts.COUNT];
    }

    /** A part, which is made if it has no customers yet. */
    Part<K> part(int number) {
        Part<K> part = parts[number];
        if (part == null) {
            part = new Part<>();
            parts[number] = part;
        }
        return part;
    }

    @Nullable
    ScoreRows get(K customer) {
        int hash = Parts.hash(customer);
        Part<K> part = parts[Parts.of(hash)];
        int position = part == null ? -1 : part.find(customer, hash);
        return part == null || position < 0 ? null : part.rows(position);
    }

    /** The rows of a customer, who is heard of now if not before. */
    ScoreRows of(K customer, long now) {
        int hash = Parts.hash(customer);
        Part<K> part = part(Parts.of(hash));
        int position = part.find(customer, hash);
        return part.rows(position < 0 ? part.add(customer, hash, now, new ScoreRows()) : position);
    }

    /** How many rows there are, of all customers. */
    long size() {
        long size = 0;
        for (Part<K> part : parts) {
            for (int i = 0; part != null && i < part.size; i++) {
                size += part.rows(i).size();
            }
        }
        return size;
    }

    /** All customers, whoever was heard of first first. */
    List<K> inOrder() {
        record Heard<K>(K customer, long at) {}
        List<Heard<K>> all = new ArrayList<>();
        for (Part<K> part : parts) {
            for (int i = 0; part != null && i < part.size; i++) {
                all.add(new Heard<>(part.customer(i), part.heard[i]));
            }
        }
        all.sort(Comparator.comparingLong(Heard::at));
        List<K> customers = new ArrayList<>(all.size());
        all.forEach(one -> customers.add(one.customer));
        return customers;
    }

    /** The same rows of the same customers, without a state. */
    CustomerRows<K> copy() {
        CustomerRows<K> copy = new CustomerRows<>();
        for (int number = 0; number < parts.length; number++) {
            Part<K> part = parts[number];
            for (int i = 0; part != null && i < part.size; i++) {
                copy.part(number)
                        .add(
                                part.customer(i),
                                part.hashes[i],
                                part.heard[i],
                                part.rows(i).copy());
            }
        }
        return copy;
    }
}
