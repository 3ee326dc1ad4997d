package dev.trellis.host.task;

/**
 * Why an activation could not become a task that runs; it becomes an incident.
 *
 * @param code of the incident
 * @param message what is wrong
 * @param remedy what a person can do
 */
record Obstacle(String code, String message, String remedy) {
    static Obstacle notEvaluated(String message) {
        return new Obstacle(
                "inputs_not_evaluated", message, "retry with the inputs as you want them, or cancel the instance");
    }
}
