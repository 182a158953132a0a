package io.enishi.scoring.attribution;

import java.util.Collection;
import java.util.List;

/** How much of a conversion each contact of a path gets. */
interface ContactWeights {

    /**
     * The share of one contact; the shares of a path add up to 1.
     *
     * @param place from 0
     */
    double share(int place, int contacts);

    default Attribution divide(String name, Collection<ContactPath> paths) {
        Ledger ledger = new Ledger();
        for (ContactPath path : paths) {
            List<String> channels = path.channels();
            channels.forEach(ledger::meet);
            if (channels.isEmpty()) {
                ledger.leave(path.conversions(), path.value());
            } else if (path.conversions() > 0) {
                for (int i = 0; i < channels.size(); i++) {
                    double share = share(i, channels.size());
                    ledger.credit(channels.get(i), share * path.conversions(), share * path.value());
                }
            }
        }
        return ledger.attribution(name);
    }
}
