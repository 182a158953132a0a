package io.enishi.core.internal.json;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * How one kind of object is spelled in JSON: its fields in the order of writing, and how to make it from them. One declaration
 * serves both directions, so what is written is what is read.
 *
 * <p>Reading is strict: unknown fields, fields that stand twice, missing fields and nulls are refused. Writing is canonical: equal
 * objects give equal text.
 *
 * @param <B> the object
 */
public final class ObjectForm<B> implements ValueForm<B> {
    private final Field<B, ?>[] fields;
    private final Function<Values, B> maker;

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic array creation
    private ObjectForm(Function<Values, B> maker, List<Field<B, ?>> fields) {
        this.fields = fields.toArray(new Field[0]);
        this.maker = maker;
        for (int i = 0; i < this.fields.length; i++) {
            this.fields[i].index = i;
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <B> ObjectForm<B> of(Function<Values, B> maker, Field<B, ?>... fields) {
        return new ObjectForm<>(maker, List.of(fields));
    }

    @Override
    public void write(JsonGenerator out, B value) {
        out.writeStartObject();
        writeFields(out, value);
        out.writeEndObject();
    }

    /** Writes the fields into an object that was begun by the caller and is ended by it. */
    public void writeFields(JsonGenerator out, B value) {
        for (Field<B, ?> field : fields) {
            field.write(out, value);
        }
    }

    @Override
    public B read(JsonSource in) {
        in.beginObject();
        return readFields(in);
    }

    /** Reads the fields that are left of an object, to its end. */
    public B readFields(JsonSource in) {
        @Nullable Object[] values = new @Nullable Object[fields.length];
        int expected = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            int index = indexOf(name, expected);
            if (index < 0) {
                throw in.unknown(name);
            }
            if (values[index] != null) {
                throw in.twice(name);
            }
            in.next();
            values[index] = fields[index].form.read(in);
            expected = index + 1;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                if (fields[i].required) {
                    throw in.invalid("field " + fields[i].key + " is missing");
                }
                values[i] = fields[i].fallback;
            }
        }
        try {
            return maker.apply(new Values(values));
        } catch (ArithmeticException e) {
            throw in.invalid("an amount overflows 64 bits");
        } catch (IllegalArgumentException e) {
            throw in.broken(Objects.requireNonNullElse(e.getMessage(), "breaks a rule of its type"));
        }
    }

    /** Fields usually come in the order in which we write them. */
    private int indexOf(String name, int expected) {
        for (int i = expected; i < fields.length; i++) {
            if (fields[i].key.equals(name)) {
                return i;
            }
        }
        for (int i = 0; i < expected; i++) {
            if (fields[i].key.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** One field: its key, the form of its value and where an object keeps it. */
    public static final class Field<B, T> {
        private final String key;
        /** The key as it is written, made once. */
        private final SerializedString name;

        private final ValueForm<T> form;
        private final Function<B, @Nullable T> getter;
        private final boolean required;
        private final @Nullable T fallback;
        private int index = -1;

        private Field(
                String key,
                ValueForm<T> form,
                Function<B, @Nullable T> getter,
                boolean required,
                @Nullable T fallback) {
            this.key = key;
            this.name = new SerializedString(key);
            this.form = form;
            this.getter = getter;
            this.required = required;
            this.fallback = fallback;
        }

        /** A field that always stands there. */
        public static <B, T> Field<B, T> required(String key, ValueForm<T> form, Function<B, @Nullable T> getter) {
            return new Field<>(key, form, getter, true, null);
        }

        /** A field that is left out where it has its usual value. */
        public static <B, T> Field<B, T> optional(
                String key, ValueForm<T> form, Function<B, @Nullable T> getter, @Nullable T usual) {
            return new Field<>(key, form, getter, false, usual);
        }

        private void write(JsonGenerator out, B object) {
            T value = getter.apply(object);
            if (value == null || (!required && value.equals(fallback))) {
                return;
            }
            out.writeName(name);
            form.write(out, value);
        }
    }

    /** The values of one object while it is being read. */
    public static final class Values {
        private final @Nullable Object[] values;

        private Values(@Nullable Object[] values) {
            this.values = values;
        }

        public <T> T get(Field<?, T> field) {
            return Objects.requireNonNull(find(field), field.key);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // a field's form reads its own type
        public <T> @Nullable T find(Field<?, T> field) {
            return (T) values[field.index];
        }
    }
}
