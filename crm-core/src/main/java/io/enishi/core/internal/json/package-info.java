/**
 * JSON both ways from one declaration. An {@link io.enishi.core.internal.json.ObjectForm} lists the fields of a record once, with the
 * {@link io.enishi.core.internal.json.ValueForm} of each; what it writes is what it reads. Reading goes through a {@link
 * io.enishi.core.internal.json.JsonSource}, which is strict and leaves it to the format how a complaint is put.
 *
 * <p>Used by the event format and by what stores keep. Definitions that people write have documents of their own ({@code
 * internal.doc}), which report all problems at once.
 */
package io.enishi.core.internal.json;
