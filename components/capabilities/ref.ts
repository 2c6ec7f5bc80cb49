/** What other parts need to know of capabilities: which are asked for. */
export type { CapabilitiesWords } from "./capability-schema";
