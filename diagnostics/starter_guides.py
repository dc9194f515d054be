"""The questions an interview starts from, by whom one talks to, and the themes that quotes are coded to."""

# role of the guide -> its questions, each (English, Spanish)
GUIDES: dict[str, tuple[tuple[str, str], ...]] = {
    "direction": (
        (
            "What would be different in a year if both teams pulled together?",
            "¿Qué sería distinto dentro de un año si los dos equipos tiraran a una?",
        ),
        (
            "Which number do you look at first, and do you believe it?",
            "¿Qué cifra miras primero, y te la crees?",
        ),
        (
            "What is each team paid or praised for? Where do those goals pull apart?",
            "¿Por qué se paga o se felicita a cada equipo? ¿Dónde chocan esos objetivos?",
        ),
        (
            "Which quarrel between the teams reached your desk last?",
            "¿Cuál fue el último conflicto entre los equipos que llegó a tu mesa?",
        ),
        (
            "What have you already tried, and why did it fade?",
            "¿Qué habéis probado ya, y por qué se apagó?",
        ),
    ),
    "marketing": (
        (
            "When do you call a lead qualified? Say it as you would to a new colleague.",
            "¿Cuándo dices que un lead está cualificado? Cuéntalo como a alguien recién llegado.",
        ),
        (
            "What happens to a lead in the hour after you hand it over?",
            "¿Qué le pasa a un lead en la hora siguiente a pasarlo?",
        ),
        (
            "Tell me of a good lead that was lost. What happened?",
            "Háblame de un buen lead que se perdió. ¿Qué pasó?",
        ),
        (
            "What do you hear from Sales about your leads, how often, and by which way?",
            "¿Qué te cuenta Ventas de tus leads, cada cuánto y por qué vía?",
        ),
        (
            "What would you need from Sales to do your work better?",
            "¿Qué necesitarías de Ventas para hacer mejor tu trabajo?",
        ),
        (
            "Which of your numbers does Sales not believe?",
            "¿Qué cifras tuyas no se cree Ventas?",
        ),
    ),
    "sales": (
        (
            "How do you recognise a lead worth your morning?",
            "¿En qué reconoces un lead que merece tu mañana?",
        ),
        (
            "What do you do with a new lead, step by step, and when?",
            "¿Qué haces con un lead nuevo, paso a paso, y cuándo?",
        ),
        (
            "Tell me of the last lead you rejected. Did anybody learn of it?",
            "Háblame del último lead que rechazaste. ¿Se enteró alguien?",
        ),
        (
            "What is missing when a lead reaches you?",
            "¿Qué falta cuando te llega un lead?",
        ),
        (
            "Which campaigns bring you buyers, and which bring you calls for nothing?",
            "¿Qué campañas te traen compradores y cuáles llamadas para nada?",
        ),
        (
            "What would you need from Marketing to sell more?",
            "¿Qué necesitarías de Marketing para vender más?",
        ),
    ),
    "operations": (
        (
            "Where does a lead change system, and what gets lost there?",
            "¿Dónde cambia un lead de sistema, y qué se pierde ahí?",
        ),
        (
            "Which report do you repair by hand, and how often?",
            "¿Qué informe arreglas a mano, y cada cuánto?",
        ),
        (
            "Which definition exists in two versions?",
            "¿Qué definición existe en dos versiones?",
        ),
        (
            "If you could change one rule of the handoff tomorrow, which one?",
            "Si mañana pudieras cambiar una regla del traspaso, ¿cuál sería?",
        ),
    ),
    "it": (
        (
            "Which tools hold lead data, and who owns each?",
            "¿Qué herramientas guardan datos de leads, y quién responde de cada una?",
        ),
        (
            "Which connections are missing, one-way, or break in silence?",
            "¿Qué conexiones faltan, van en un solo sentido o se rompen sin avisar?",
        ),
        (
            "What must anybody respect who wants to connect something here?",
            "¿Qué debe respetar quien quiera conectar algo aquí?",
        ),
        (
            "What do the two teams ask of you that contradicts itself?",
            "¿Qué os piden los dos equipos que se contradiga?",
        ),
    ),
}

# (key, English, Spanish)
THEMES: tuple[tuple[str, str, str], ...] = (
    ("definition", "What counts as qualified", "Qué cuenta como cualificado"),
    ("speed", "Speed of the first contact", "Rapidez del primer contacto"),
    ("handoff", "Handoff and missing data", "Traspaso y datos que faltan"),
    ("feedback", "Feedback that never comes", "Retorno que no llega"),
    ("goals", "Goals that pull apart", "Objetivos que chocan"),
    ("tools", "Tools and double work", "Herramientas y trabajo doble"),
    ("numbers", "Numbers nobody trusts", "Cifras en las que nadie confía"),
    ("trust", "Trust between people", "Confianza entre personas"),
)
