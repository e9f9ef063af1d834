import { DYNAMIC } from "../support/forms";
import { webhookLife } from "./webhook-life";

webhookLife(DYNAMIC);
