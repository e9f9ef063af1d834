import { NATIVE } from "../../support/forms";
import { webhookLife } from "../webhook-life";

webhookLife(NATIVE);
