/** The sample programs as one entry point, for the real runtime. */
import * as pulumi from "@pulumi/pulumi";

import { everything } from "../../support/everything";
import { program } from "../../support/program";

/** The token is encrypted in the settings: told as a secret once, and once laid open as no program should. */
export = () => {
    const config = new pulumi.Config("kit");
    return {
        ...program(),
        everything: everything(),
        token: config.requireSecret("token"),
        leaked: config.require("token"),
    };
};
