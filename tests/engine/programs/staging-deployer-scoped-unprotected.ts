/** staging with the deploy role let into one namespace only, and its access unprotected meanwhile. */
import { staging } from "../../fixtures/fork/stacks/staging";
import { build } from "./build";
import { scoped } from "./scoped";

export const outputs = build({ ...staging, unprotected: ["access"] }, scoped("platform-deploy"));
