package io.enishi.core.memory;

import io.enishi.core.spi.Accounts;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Accounts that are lost when the process ends. One lock for all: a claim holds it for some map look-ups. */
public final class InMemoryAccounts implements Accounts {

    /** Accounts that nobody drew from yet. */
    public InMemoryAccounts() {}

    private static final class Account {
        long reserved;
        long used;
    }

    private record Reservation(String period, long amount) {}

    private final Map<String, NavigableMap<String, Account>> accounts = new HashMap<>();
    private final Map<String, Map<String, Reservation>> reservations = new HashMap<>();

    @Override
    public synchronized boolean reserve(String limit, String period, String key, long amount, long most) {
        Map<String, Reservation> held = reservations.computeIfAbsent(limit, absent -> new HashMap<>());
        if (held.containsKey(key)) {
            return true;
        }
        Account account = accounts.computeIfAbsent(limit, absent -> new TreeMap<>())
                .computeIfAbsent(period, absent -> new Account());
        if (amount > most - account.reserved - account.used) {
            return false;
        }
        account.reserved += amount;
        held.put(key, new Reservation(period, amount));
        return true;
    }

    @Override
    public synchronized void confirm(String limit, String key) {
        settle(limit, key, true);
    }

    @Override
    public synchronized void release(String limit, String key) {
        settle(limit, key, false);
    }

    private void settle(String limit, String key, boolean isUsed) {
        Map<String, Reservation> held = reservations.get(limit);
        Reservation reservation = held == null ? null : held.remove(key);
        NavigableMap<String, Account> periods = accounts.get(limit);
        Account account = reservation == null || periods == null ? null : periods.get(reservation.period);
        if (reservation != null && account != null) {
            account.reserved -= reservation.amount;
            account.used += isUsed ? reservation.amount : 0;
        }
    }

    @Override
    public synchronized long drawn(String limit, String from, String to) {
        long sum = 0;
        for (Account account : between(limit, from, to).values()) {
            sum += account.reserved + account.used;
        }
        return sum;
    }

    @Override
    public synchronized long used(String limit, String from, String to) {
        long sum = 0;
        for (Account account : between(limit, from, to).values()) {
            sum += account.used;
        }
        return sum;
    }

    private NavigableMap<String, Account> between(String limit, String from, String to) {
        NavigableMap<String, Account> periods = accounts.get(limit);
        return periods == null ? new TreeMap<>() : periods.subMap(from, true, to, false);
    }

    @Override
    public synchronized void forgetBefore(String limit, String period) {
        NavigableMap<String, Account> periods = accounts.get(limit);
        if (periods != null && !periods.isEmpty() && periods.firstKey().compareTo(period) < 0) {
            periods.headMap(period, false).clear();
            reservations
                    .getOrDefault(limit, Map.of())
                    .values()
                    .removeIf(reservation -> reservation.period.compareTo(period) < 0);
        }
    }
}
