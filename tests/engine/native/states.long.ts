import { NATIVE } from "../../support/forms";
import { earlierStates } from "../earlier-states";

earlierStates("a state of an earlier version, in a program of the native form, @state-fixtures", NATIVE);
