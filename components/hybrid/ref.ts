/** What others need to know of nodes outside AWS. */
export type { JoinTexts } from "./node-config";
