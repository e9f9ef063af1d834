import { DYNAMIC } from "../support/forms";
import { webhookLife } from "./webhook-life";

webhookLife("has a life with its app, from creation to end @webhook-life @planted-secrets", DYNAMIC);
