package io.enishi.core.process;

/** Why a customer entered or left a segment. */
public enum Cause {
    /** Something happened to them; also if we heard of it late. */
    EVENT,
    /** Time passed. */
    TIME,
    /** Origins were merged or separated. */
    ORIGINS,
    /** The past was repaired: a replaced or removed event, a backfill. */
    REPAIR,
    /** The definition changed. */
    DEFINITION
}
