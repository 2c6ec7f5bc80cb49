/** Public: a team's people and its pods that call AWS. Everything else in this folder may change without notice. */
export { Team, type TeamArgs } from "./team";
export { checkTeam, type TeamSpec } from "./team-spec";
export { Workload, type WorkloadArgs } from "./workload";
export { checkWorkload, type WorkloadSpec } from "./workload-spec";
