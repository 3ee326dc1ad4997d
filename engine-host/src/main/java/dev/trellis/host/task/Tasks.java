package dev.trellis.host.task;

import java.util.List;
import java.util.Optional;

/** The tasks of the host, to look at. */
public interface Tasks {
    Optional<TaskDetail> find(String tenant, String taskId);

    List<TaskView> list(TaskQuery query);
}
