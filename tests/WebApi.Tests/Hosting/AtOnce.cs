// services that wait for each other's passes: more of them than the machine has cores
[assembly: LevelOfParallelism(4)]
