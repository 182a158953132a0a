package io.enishi.benchmarks.link;

import java.lang.reflect.RecordComponent;
import java.util.StringJoiner;

/**
 * How often what goes wrong between two records of one person. Shares from 0 to 1 of the duplicates, unless it says otherwise.
 *
 * @param duplicates share of all records that repeat an earlier person
 * @param families share of people who live with others of the same family name and address
 * @param familyPhone share of family members who give the family's telephone
 * @param emailMissing e-mail left out
 * @param emailChanged another e-mail address
 * @param phoneMissing telephone left out
 * @param phoneChanged another telephone
 * @param numberMissing member number left out
 * @param numberChanged another member number
 * @param givenTypo a typing error in the given name
 * @param initial the given name's first letter only
 * @param familyTypo a typing error in the family name
 * @param marriage another family name
 * @param swapped given and family name in each other's field
 * @param moved another street, house and place
 * @param streetTypo a typing error in the street
 * @param addressMissing no street
 * @param birthMissing no birth date
 * @param birthWrong another day or month, or both exchanged
 */
public record PersonRates(
        double duplicates,
        double families,
        double familyPhone,
        double emailMissing,
        double emailChanged,
        double phoneMissing,
        double phoneChanged,
        double numberMissing,
        double numberChanged,
        double givenTypo,
        double initial,
        double familyTypo,
        double marriage,
        double swapped,
        double moved,
        double streetTypo,
        double addressMissing,
        double birthMissing,
        double birthWrong) {

    /** What the figures in RESULTS.md were measured with: e-mail, telephone and number each fail in a third of the duplicates. */
    public static PersonRates standard() {
        return new PersonRates(
                0.20, 0.40, 0.30, 0.18, 0.15, 0.18, 0.15, 0.23, 0.10, 0.10, 0.03, 0.08, 0.04, 0.02, 0.18, 0.08, 0.08,
                0.10, 0.05);
    }

    /** Every rate by name. */
    public String toText() {
        StringJoiner text = new StringJoiner(", ");
        for (RecordComponent rate : PersonRates.class.getRecordComponents()) {
            try {
                text.add(rate.getName() + " " + rate.getAccessor().invoke(this));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }
}
