package io.enishi.examples.readme;

import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.Identifier;
import io.enishi.testkit.ChannelContract;
import java.util.concurrent.atomic.AtomicInteger;

class ReadmeChannelTest extends ChannelContract {

    private final AtomicInteger arrived = new AtomicInteger();

    /** Stands for what the shop mails with today. */
    interface Mailer {
        boolean send(String to, String subject, String body);
    }

    // snippet: mail-channel
    record MailChannel(Mailer mailer) implements Channel {
        @Override
        public String name() {
            return "mail";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.addressedBy("email"); // add .reportingOpens(), .deduplicatingFor(...) if it does
        }

        @Override
        public Outcome send(Message message) {
            boolean taken = mailer.send(
                    message.to().value(),
                    message.parts().get("subject"),
                    message.parts().get("body"));
            return taken ? new Outcome.Accepted("") : new Outcome.Rejected("no such mailbox"); // throwing: unknown
        }
    }
    // end

    @Override
    protected Channel channel() {
        return new MailChannel((to, subject, body) -> arrived.incrementAndGet() > 0);
    }

    @Override
    protected Identifier goodAddress() {
        return Identifier.email("hanako@mail.example");
    }

    @Override
    protected int delivered() {
        return arrived.get();
    }
}
