package io.enishi.examples.host.line;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.examples.host.shop.Member;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads what LINE reports: who blocked the account ({@code unfollow}) and who came back ({@code follow} that says {@code isUnblocked}).
 * Other kinds are passed over. LINE delivers a report more than once; its id makes it one event.
 */
public final class LineWebhook {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] channelSecret;
    private final Function<String, Optional<Member>> members;

    /** @param members finds the member who linked a LINE user id */
    public LineWebhook(String channelSecret, Function<String, Optional<Member>> members) {
        this.channelSecret = channelSecret.getBytes(StandardCharsets.UTF_8);
        this.members = Objects.requireNonNull(members, "members");
    }

    /**
     * The events of one request.
     *
     * @param signature header {@code x-line-signature}; null when there is none
     * @throws SecurityException if the signature is not LINE's: answer 401
     * @throws IllegalArgumentException if the body is no webhook request: answer 400
     */
    public List<CustomerEvent> read(byte[] body, @Nullable String signature) {
        if (signature == null
                || !MessageDigest.isEqual(
                        sign(body).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.US_ASCII))) {
            throw new SecurityException("the signature is not LINE's");
        }
        try {
            List<CustomerEvent> events = new ArrayList<>();
            for (JsonNode event : JSON.readTree(body).path("events")) {
                event(event).ifPresent(events::add);
            }
            return events;
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("the body is no JSON");
        }
    }

    /** The signature that LINE puts on {@code body}. */
    public String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(channelSecret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private Optional<CustomerEvent> event(JsonNode event) {
        String type = event.path("type").asString("");
        String user = event.path("source").path("userId").asString("");
        String id = event.path("webhookEventId").asString("");
        if (user.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        EventBody body;
        if (type.equals("unfollow")) {
            body = new EventBody.ChannelBlocked("line");
        } else if (type.equals("follow")
                && event.path("follow").path("isUnblocked").asBoolean(false)) {
            body = new EventBody.ChannelUnblocked("line");
        } else {
            return Optional.empty();
        }
        List<Identifier> who = members.apply(user)
                .map(Member::identifiers)
                .orElseGet(() -> List.of(Identifier.verified(Member.LINE, user)));
        Instant at = Instant.ofEpochMilli(event.path("timestamp").asLong());
        return Optional.of(CustomerEvent.of("line", EventId.named(id), who, at, body));
    }
}
