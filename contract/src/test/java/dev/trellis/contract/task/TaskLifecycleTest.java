package dev.trellis.contract.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskLifecycleTest {

    static Stream<TaskLifecycle> states() {
        return TaskLifecycle.all().stream();
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldNameTheStatesThatItsMethodsLeadToWhenAskedForSuccessors(TaskLifecycle state)
            throws InvocationTargetException, IllegalAccessException {
        // given
        Set<String> reachable = new HashSet<>();
        for (Method method : state.getClass().getMethods()) {
            if (isTransition(method)) {
                // when
                reachable.add(((TaskLifecycle) method.invoke(state)).status());
            }
        }

        // then
        assertThat(state.successors()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(reachable);
        assertThat(state.isFinal()).isEqualTo(reachable.isEmpty());
    }

    private static boolean isTransition(Method method) {
        return method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && TaskLifecycle.class.isAssignableFrom(method.getReturnType());
    }

    @Test
    void shouldHoldEveryKindOfStateOnceWhenAskedForAll() {
        // given
        Set<Class<?>> kinds = new HashSet<>();
        gatherRecords(TaskLifecycle.class, kinds);

        // when
        Stream<Class<?>> listed = TaskLifecycle.all().stream().map(Object::getClass);

        // then
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(kinds);
    }

    private static void gatherRecords(Class<?> family, Set<Class<?>> into) {
        if (family.isRecord()) {
            into.add(family);
        } else {
            Arrays.stream(family.getPermittedSubclasses()).forEach(member -> gatherRecords(member, into));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldFindTheStateAgainWhenItsStatusIsRead(TaskLifecycle state) {
        // given
        String status = state.status();

        // when
        TaskLifecycle found = TaskLifecycle.of(status);

        // then
        assertThat(found).isEqualTo(state);
    }

    @Test
    void shouldComplainWhenTheStatusIsUnknown() {
        // given
        String status = "sleeping";

        // when
        // then
        assertThatThrownBy(() -> TaskLifecycle.of(status))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(status);
    }
}
