package io.enishi.identity.ja;

import io.enishi.identity.ja.PlaceTable.City;
import io.enishi.identity.ja.PlaceTable.Place;
import io.enishi.identity.ja.PlaceTable.Town;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to read the beginning of an address. */
final class AddressCandidate {
    final String prefecture;
    final boolean prefectureWritten;
    final int prefectureEnd;
    final int cityStart;
    final @Nullable City city;
    final int cityEnd;
    final boolean weak;
    int streetEnd;
    int townStart;
    int townEnd;

    @Nullable
    Town town;

    AddressCandidate(
            String prefecture,
            boolean prefectureWritten,
            int prefectureEnd,
            int cityStart,
            @Nullable City city,
            int cityEnd,
            boolean weak) {
        this.prefecture = prefecture;
        this.prefectureWritten = prefectureWritten;
        this.prefectureEnd = prefectureEnd;
        this.cityStart = cityStart;
        this.city = city;
        this.cityEnd = cityEnd;
        this.weak = weak;
        this.streetEnd = cityEnd;
        this.townStart = cityEnd;
        this.townEnd = cityEnd;
    }

    boolean beats(AddressCandidate other, List<Place> hints) {
        if (weak != other.weak && (weak ? other.cityEnd >= cityEnd : cityEnd >= other.cityEnd)) {
            return !weak; // a ward that is written is the ward
        }
        if ((town != null) != (other.town != null)) {
            return town != null;
        }
        if (town == null && weak != other.weak) {
            return !weak;
        }
        if (townEnd != other.townEnd) {
            return townEnd > other.townEnd;
        }
        if (isHinted(hints) != other.isHinted(hints)) {
            return isHinted(hints);
        }
        if (weak != other.weak) {
            return !weak;
        }
        return cityEnd > other.cityEnd;
    }

    boolean isHinted(List<Place> hints) {
        for (Place hint : hints) {
            if (city != null
                    && hint.city().equals(city.name)
                    && hint.prefecture().equals(city.prefecture)) {
                return true;
            }
        }
        return false;
    }
}
