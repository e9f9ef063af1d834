import { DYNAMIC } from "../support/forms";
import { earlierStates } from "./earlier-states";

earlierStates("a state of an earlier version, in a program of the dynamic form, @state-fixtures", DYNAMIC);
