package io.enishi.identity.ja;

import io.enishi.identity.ja.PlaceTable.Alias;
import io.enishi.identity.ja.PlaceTable.City;
import io.enishi.identity.ja.PlaceTable.Place;
import io.enishi.identity.ja.PlaceTable.Town;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the place that an address begins with: prefecture, city and town as a table lists them. {@link AddressReading} reads on from there. */
final class PlaceSearch {

    private final AddressText text;
    private final PlaceTable places;
    /** Where the postal code lies. */
    private final List<Place> hints;

    PlaceSearch(AddressText text, PlaceTable places, List<Place> hints) {
        this.text = text;
        this.places = places;
        this.hints = hints;
    }

    /** The place that fits best from {@code start} on; null when none does. */
    @Nullable
    AddressCandidate from(int start) {
        AddressCandidate best = null;
        for (int p = 0; p <= Prefectures.COUNT; p++) {
            int end = p == Prefectures.COUNT ? start : Prefectures.end(p, text, start);
            if (end < 0) {
                continue;
            }
            boolean whole = p < Prefectures.COUNT && Prefectures.isWhole(p, end - start);
            String name = p == Prefectures.COUNT ? "" : Prefectures.name(p);
            AddressCandidate found = city(name, end);
            if (found == null && whole) {
                found = new AddressCandidate(name, true, end, end, null, end, false);
            }
            if (found != null
                    && (best == null || found.beats(best, hints) || (best.city == null && found.city != null))) {
                best = found;
            }
            if (whole) {
                break; // nothing else can begin like this
            }
        }
        if (best == null || best.city == null) {
            AddressCandidate hinted = fromHints(best, start);
            best = hinted == null ? best : hinted;
        }
        return best;
    }

    private @Nullable AddressCandidate city(String name, int at) {
        AddressCandidate best = null;
        for (int from = at; from >= 0; from = from == at ? text.repeated(at) : -1) {
            int hash = 0;
            for (int length = 1; length <= Math.min(places.cities().longest(), text.size - from); length++) {
                hash = NameIndex.extend(hash, text.at(from + length - 1));
                List<Alias> found = places.cities().get(text.folded, from, length, hash);
                for (Alias alias : found == null ? List.<Alias>of() : found) {
                    if (!name.isEmpty() && !alias.city.prefecture.equals(name)) {
                        continue;
                    }
                    AddressCandidate one = new AddressCandidate(
                            alias.city.prefecture, !name.isEmpty(), at, from, alias.city, from + length, alias.weak);
                    town(one);
                    if (best == null || one.beats(best, hints)) {
                        best = one;
                    }
                }
            }
            if (best != null && (best.town != null || !best.weak)) {
                break;
            }
        }
        return best;
    }

    /** The city of the postal code, for a text that begins with the town. */
    private @Nullable AddressCandidate fromHints(@Nullable AddressCandidate best, int start) {
        int at = best == null ? start : best.cityEnd;
        AddressCandidate found = null;
        for (Place hint : hints) {
            if (best != null && !best.prefecture.equals(hint.prefecture())) {
                continue;
            }
            for (Alias alias : places.cities(AddressText.key(hint.city()))) {
                if (alias.city.prefecture.equals(hint.prefecture())) {
                    AddressCandidate one =
                            new AddressCandidate(hint.prefecture(), best != null, at, at, alias.city, at, true);
                    town(one);
                    if (one.town != null && (found == null || one.townEnd > found.townEnd)) {
                        found = one;
                    }
                }
            }
        }
        return found;
    }

    /** Whether other cities are called so too and nothing tells which is meant. */
    boolean isAmbiguous(AddressCandidate best) {
        if (best.town != null || best.city == null || best.isHinted(hints)) {
            return false;
        }
        int others = 0;
        for (Alias alias : places.cities(text.sub(best.cityStart, best.cityEnd))) {
            others += !best.prefectureWritten || alias.city.prefecture.equals(best.prefecture) ? 1 : 0;
        }
        return others > 1;
    }

    /** Finds the town of a candidate. */
    private void town(AddressCandidate candidate) {
        City found = candidate.city;
        if (found == null) {
            return;
        }
        int at = candidate.cityEnd;
        if (found.isKyoto()) {
            int street = text.streetEnd(at);
            if (street > at && townAt(candidate, found, street, street)) {
                return;
            }
        }
        if (townAt(candidate, found, at, at)) {
            return;
        }
        if (found.isKyoto()) {
            for (int i = at + 1; i < text.size; i++) {
                if (text.at(i - 1) == '通' || (text.at(i - 1) == 'リ' && text.at(i - 2) == '通')) {
                    if (townAt(candidate, found, i, i)) {
                        return;
                    }
                }
            }
        }
    }

    private boolean townAt(AddressCandidate candidate, City found, int at, int street) {
        int name = text.markerEnd(at);
        // A name may begin like the marker: 大字 is none in 大字町 if there is one.
        for (int from = name; from >= at; from = from == at ? -1 : at) {
            Town longest = null;
            int end = from;
            int hash = 0;
            int limit = Math.min(found.towns.longest(), text.size - from);
            for (int length = 1; length <= limit; length++) {
                hash = NameIndex.extend(hash, text.at(from + length - 1));
                Town entry = found.towns.get(text.folded, from, length, hash);
                if (entry != null && isTownEnd(from, from + length)) {
                    longest = entry;
                    end = from + length;
                }
            }
            if (longest != null) {
                settle(candidate, longest, street, from, end);
                return true;
            }
            if (reducedTown(candidate, found, from, street)) {
                return true;
            }
        }
        return false;
    }

    /** The same without letters that people put in and leave out. */
    private boolean reducedTown(AddressCandidate candidate, City found, int from, int street) {
        int limit = Math.min(found.reduced.longest() + 2, text.size - from);
        char[] shorter = new char[limit];
        int size = 0;
        Town longest = null;
        int end = from;
        int hash = 0;
        for (int i = 0; i < limit; i++) {
            int at = from + i;
            if (i > 0 && PlaceTable.isOptional(text.at(at - 1), text.at(at), text.at(at + 1))) {
                continue;
            }
            shorter[size++] = text.at(at);
            hash = NameIndex.extend(hash, text.at(at));
            Town entry = size > 1 ? found.reduced.get(shorter, 0, size, hash) : null;
            if (entry != null && isTownEnd(from, at + 1)) {
                longest = entry;
                end = at + 1;
            }
        }
        if (longest != null) {
            settle(candidate, longest, street, from, end);
        }
        return longest != null;
    }

    private void settle(AddressCandidate candidate, Town entry, int street, int from, int end) {
        candidate.town = entry;
        candidate.streetEnd = street;
        candidate.townStart = from;
        candidate.townEnd = end;
    }

    /** Whether a town from {@code from} may end here: not within a number, nor, if it is one letter, within another name. */
    private boolean isTownEnd(int from, int end) {
        if (!text.isBorder(end)) {
            return false;
        }
        if (end >= text.size || end - from > 1) {
            return true;
        }
        char next = text.at(end);
        return text.isDigit(end) || next == '-' || next == '字' || next == '大' || text.isSpaced(end) || text.isLot(end);
    }
}
