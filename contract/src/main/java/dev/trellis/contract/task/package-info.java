/** Tasks: what is asked for, what is sent, what comes back, and the states between. */
@NullMarked
package dev.trellis.contract.task;

import org.jspecify.annotations.NullMarked;
