package io.enishi.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A method that is forgotten would be answered by its default, which asks other methods. */
class ForwardingStoreTest {

    @Test
    void everyCallArrivesAsItself() throws Exception {
        List<String> arrived = new ArrayList<>();
        CustomerStore store = (CustomerStore) Proxy.newProxyInstance(
                ForwardingStoreTest.class.getClassLoader(),
                new Class<?>[] {CustomerStore.class},
                (proxy, method, arguments) -> {
                    arrived.add(method.toString());
                    return nothing(method.getReturnType());
                });
        CustomerStore forwarding = new ForwardingStore(store) {};
        List<String> called = new ArrayList<>();
        for (Method method : CustomerStore.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                called.add(method.toString());
                call(method, forwarding);
            }
        }
        assertThat(arrived).containsExactlyElementsOf(called);
        assertThat(called).hasSizeGreaterThan(30);
    }

    private static void call(Method method, CustomerStore store) throws IllegalAccessException {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(ForwardingStoreTest::nothing)
                .toArray();
        try {
            method.invoke(store, arguments);
        } catch (InvocationTargetException defaulted) {
            throw new AssertionError(method + " is not forwarded", defaulted.getCause());
        }
    }

    private static Object nothing(Class<?> type) {
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : type == long.class ? 0L : null;
    }
}
