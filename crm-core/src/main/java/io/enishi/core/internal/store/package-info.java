/**
 * How each record that stores keep is spelled, behind {@link io.enishi.core.spi.StoreCodec}: {@link
 * io.enishi.core.internal.store.StoredForm} is one row with its version, {@link io.enishi.core.internal.store.KindForm} a sealed
 * interface by the stable names of its cases.
 *
 * <p>Released: a field may be added with a usual value and a kind may be added, both with a higher format version; nothing may be
 * renamed or removed.
 */
package io.enishi.core.internal.store;
