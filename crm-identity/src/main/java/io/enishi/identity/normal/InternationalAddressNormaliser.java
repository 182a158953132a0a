package io.enishi.identity.normal;

import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import java.util.Objects;

/**
 * The folding for shops with customers abroad: telephone numbers by libphonenumber, e-mail addresses by jmail, every other scheme as
 * {@link JapaneseAddressNormaliser} folds it. Keys of Japanese numbers are the same in both, so a shop can change over without deriving these again.
 *
 * <p>Quarantined e-mail addresses keep their key, since they receive mail; telephone numbers that cannot be dialled, placeholders and the
 * shop's own addresses name nobody.
 */
public final class InternationalAddressNormaliser implements AddressNormaliser {

    private final AddressNormaliser others = new JapaneseAddressNormaliser();
    private final PhoneNormaliser phones;
    private final EmailNormaliser emails;

    /** Folds with Japan as the home of numbers without a country code. */
    public InternationalAddressNormaliser() {
        this(PhoneNormaliser.japanese(), EmailNormaliser.japanese());
    }

    public InternationalAddressNormaliser(PhoneNormaliser phones, EmailNormaliser emails) {
        this.phones = Objects.requireNonNull(phones, "phones");
        this.emails = Objects.requireNonNull(emails, "emails");
    }

    @Override
    public Result fold(Identifier identifier) {
        return switch (identifier.scheme().family()) {
            case "phone" -> {
                Normalised<Phone> read = phones.normalise(identifier.value());
                Phone phone = read.verdict() == Verdict.USABLE ? read.value() : null;
                yield phone == null
                        ? new Unusable(read.reason())
                        : new Folded(new MatchKey(identifier.scheme(), phone.key()));
            }
            case "email" -> {
                Normalised<Email> read = emails.normalise(identifier.value());
                yield read.comparable()
                        .<Result>map(email -> new Folded(new MatchKey(identifier.scheme(), email.key())))
                        .orElseGet(() -> new Unusable(read.reason()));
            }
            default -> others.fold(identifier);
        };
    }
}
