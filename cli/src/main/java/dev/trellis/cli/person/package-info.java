/** Commands of people who decide: inbox, user tasks, approvals. */
@NullMarked
package dev.trellis.cli.person;

import org.jspecify.annotations.NullMarked;
