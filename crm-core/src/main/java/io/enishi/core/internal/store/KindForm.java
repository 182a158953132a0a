package io.enishi.core.internal.store;

import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ValueForm;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * A value of a sealed interface: an object with one field, the stable name of its kind, that holds the case's own fields. So no order
 * of fields matters, and a kind without fields is {@code {"kind":{}}}.
 *
 * @param <T> the sealed interface
 */
final class KindForm<T> implements ValueForm<T> {

    private final Map<Class<?>, Kind<T>> byClass = new HashMap<>();
    private final Map<String, Kind<T>> byName = new HashMap<>();

    /** Adds a case; only while the form is declared. */
    @SuppressWarnings("unchecked") // a form is filed under the class of its own values
    <S extends T> KindForm<T> with(String name, Class<S> type, ObjectForm<S> form) {
        Kind<T> kind = new Kind<>(new SerializedString(name), (ObjectForm<T>) form);
        if (byClass.put(type, kind) != null || byName.put(name, kind) != null) {
            throw new IllegalStateException("kind " + name + " is declared twice");
        }
        return this;
    }

    /** Adds a name that is only read. */
    KindForm<T> reading(String name, ObjectForm<? extends T> form) {
        @SuppressWarnings("unchecked") // never written
        Kind<T> kind = new Kind<>(new SerializedString(name), (ObjectForm<T>) form);
        if (byName.put(name, kind) != null) {
            throw new IllegalStateException("kind " + name + " is declared twice");
        }
        return this;
    }

    @Override
    public void write(JsonGenerator out, T value) {
        Kind<T> kind = byClass.get(value.getClass());
        if (kind == null) {
            throw new IllegalStateException("no stored form for " + value.getClass());
        }
        out.writeStartObject();
        out.writeName(kind.name);
        kind.form.write(out, value);
        out.writeEndObject();
    }

    @Override
    public T read(JsonSource in) {
        in.beginObject();
        String name = in.nextName();
        Kind<T> kind = name == null ? null : byName.get(name);
        if (kind == null) {
            throw in.invalid("must be of a known kind");
        }
        in.next();
        T value = kind.form.read(in);
        if (in.nextName() != null) {
            throw in.invalid("must be of one kind");
        }
        return value;
    }

    private record Kind<T>(SerializedString name, ObjectForm<T> form) {}
}
