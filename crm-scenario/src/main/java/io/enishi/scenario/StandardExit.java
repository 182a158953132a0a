package io.enishi.scenario;

/** Exits that every advertising scenario has unless it says otherwise. Transactional scenarios have none. */
public enum StandardExit {
    /**
     * The person could be reached on some channel of the scenario, and now can be on none: opted out, blocked, suppressed or
     * restricted.
     */
    UNREACHABLE("unreachable"),
    /** The person has a complaint whose case is not resolved. Also keeps people from entering. */
    COMPLAINT("complaint");

    private final String key;

    StandardExit(String key) {
        this.key = key;
    }

    /** Spelling in JSON, YAML and traces. */
    public String key() {
        return key;
    }
}
