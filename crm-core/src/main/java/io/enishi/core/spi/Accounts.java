package io.enishi.core.spi;

/**
 * Where shared limits keep what was drawn from them. In memory, or on the host's database ({@code JdbcCustomerStore.accounts()}): then
 * limits hold over several processes and survive a restart.
 *
 * <p>An account is a limit and a period of it; periods of one limit are texts that sort by time ({@code 2026-04}, {@code
 * 2026-04-01T10}), or empty for a limit without periods. Each method is atomic; all are safe from any thread. They are called inside
 * claims, so they must be quick, and must not take part in the transaction of the claim.
 */
public interface Accounts {

    /**
     * Reserves {@code amount} under {@code key} if everything reserved and used in the account stays within {@code most}.
     *
     * @return whether {@code key} holds a reservation of the limit now, this one or an earlier one that was neither confirmed nor
     *     released
     */
    boolean reserve(String limit, String period, String key, long amount, long most);

    /** What {@code key} reserved of the limit is used up and needs its key no more. Nothing without a reservation. */
    void confirm(String limit, String key);

    /** What {@code key} reserved of the limit is given back. Nothing without a reservation. */
    void release(String limit, String key);

    /** What is reserved or used in the periods from {@code from} (included) to {@code to} (not included). */
    long drawn(String limit, String from, String to);

    /** What is used up in these periods. */
    long used(String limit, String from, String to);

    /** Nobody will ask for periods before this one any more. */
    void forgetBefore(String limit, String period);
}
