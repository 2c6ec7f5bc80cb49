/** Public: a VPC in a service network. Everything else in this folder may change without notice. */
export { Lattice, type LatticeArgs } from "./lattice";
export { checkLattice, type LatticeSpec } from "./lattice-spec";
