import org.jspecify.annotations.NullMarked;

/** Which origins are one person, and why. */
@NullMarked
module io.enishi.identity {
    requires static org.jspecify;
    requires transitive io.enishi.core;
    requires com.google.i18n.phonenumbers.libphonenumber;
    requires com.sanctionco.jmail;
    requires de.siegmar.fastcsv;

    exports io.enishi.identity;
    exports io.enishi.identity.link;
    exports io.enishi.identity.ja;
    exports io.enishi.identity.normal;
}
