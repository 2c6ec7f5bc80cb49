/** The sample programs as one entry point, for the real runtime. */
import { everything } from "../../support/everything";
import { program } from "../../support/program";

export = () => ({ ...program(), everything: everything() });
