/** What all modules know of places in Japan: the names of its {@linkplain io.enishi.core.internal.place.PrefectureNames prefectures}. */
package io.enishi.core.internal.place;
