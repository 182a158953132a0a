package io.enishi.examples.host.shop;

import io.enishi.core.process.CommandKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that other systems take, derived from a command's key: the same command has the same id on every attempt, on every machine. */
public final class KeyIds {

    private KeyIds() {}

    /**
     * A UUID for a purpose. Of version 3, which every parser takes; nothing secret hangs on its hash.
     *
     * @param purpose keeps ids for different uses apart
     */
    public static UUID uuid(String purpose, CommandKey key) {
        return UUID.nameUUIDFromBytes((purpose + '\n' + key).getBytes(StandardCharsets.UTF_8));
    }
}
