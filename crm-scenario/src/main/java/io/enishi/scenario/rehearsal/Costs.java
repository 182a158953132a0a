package io.enishi.scenario.rehearsal;

/** What sending costs. Pure. */
@FunctionalInterface
public interface Costs {

    /** Costs of one message in millionths of the shop's currency: a mail of 0.2 yen is 200,000, a LINE push of 3 yen 3,000,000. */
    long micros(Sent message);

    /** Nothing costs anything. */
    static Costs none() {
        return message -> 0;
    }
}
