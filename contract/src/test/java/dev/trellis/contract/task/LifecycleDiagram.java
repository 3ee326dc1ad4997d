package dev.trellis.contract.task;

/** The page with the diagram of {@link TaskLifecycle}, in Mermaid. */
final class LifecycleDiagram {

    private static final String HEAD = """
            # The life of a task

            Generated from `TaskLifecycle`; a test fails when this page is stale. To write it anew:

                mvn -f contract/pom.xml test -Dtest=LifecycleDiagramTest -Dtrellis.regenerate=true

            `ready` and `awaiting_approval` are the beginnings: policy decides which. A state without a way out is an end. An
            outcome may arrive before the kernel has heard that its attempt was dispatched, so `leased` and `queued` lead to the
            same ends as `running`.

            ```mermaid
            stateDiagram-v2
                [*] --> ready
                [*] --> awaiting_approval
            """;

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (TaskLifecycle state : TaskLifecycle.all()) {
            for (String next : state.successors()) {
                page.append("    ")
                        .append(state.status())
                        .append(" --> ")
                        .append(next)
                        .append('\n');
            }
        }
        TaskLifecycle.all().stream()
                .filter(TaskLifecycle::isFinal)
                .forEach(end -> page.append("    ").append(end.status()).append(" --> [*]\n"));
        return page.append("```\n").toString();
    }

    private LifecycleDiagram() {}
}
