"""Small stories in three languages, and what people type to find them: (story, questions)."""

EN = {
    "train": ("Night train to Batumi returns after a decade", "Passengers filled the first carriages in Yerevan. Railway workers cheered.", ["railways"], [
        "night train", "Night Trains", "NIGHT TRAIN", "batumi", "Batumi train", "trains returning", "railway", "railways", "passenger", "carriage", "first carriages", "Yerevan", "erevan", "Ереван", "Երևան", "return train batumi", "“night train”", "night-train", "train AND batumi"]),
    "vines": ("Farmers in Areni save century-old vines", "Frost threatened the vineyards; growers lit small fires between rows. O’Hara’s study followed the harvest.", [], [
        "farmer", "farmers", "farmers areni", "areni", "Արենի", "Арени", "vine", "vines", "vineyard", "vineyards", "frosts", "harvests", "harvest study", "O'Hara", "o’hara", "grower", "century old", "saving vines", "areni farmer"]),
    "library": ("A mobile library visits mountain villages", "Children borrowed books about the Caucasus. The bus was bought for 12,000 euros in 2024.", [], [
        "library", "libraries", "mobile libraries", "village", "villages", "mountain village", "mountains", "visit", "visiting", "book", "books", "borrow", "child", "children borrowed", "caucasus", "2024", "12,000", "euro", "bus"]),
    "opera": ("Café by the opera fined over noise", "Neighbours complained to the council of Yerevan. The owner, Zoë Lind, promised quieter evenings.", ["culture-houses"], [
        "cafe", "café", "CAFÉ", "opera", "operas", "noise", "fine", "fined", "neighbour", "council", "zoe", "Zoë Lind", "evening", "complaining"]),
}  # fmt: skip
RU = {
    "train": ("Ночной поезд в Батуми снова ходит", "Пассажиры заполнили первые вагоны в Ереване. Железнодорожники аплодировали ёлке на перроне.", ["railways"], [
        "ночной поезд", "ночные поезда", "НОЧНОЙ ПОЕЗД", "поезда", "поездом", "батуми", "Батуми поезд", "вагон", "вагонов", "пассажир", "пассажирами", "Ереван", "ереване", "Ереваном", "Yerevan", "Erevan", "Երևան", "ёлка", "елка", "Ёлки", "перрон", "железнодорожник", "«ночной поезд»", "железная дорога"]),
    "vines": ("Крестьяне Арени спасли столетние лозы", "Заморозки угрожали виноградникам; хозяева жгли небольшие костры. Урожай изучала Хачатрян.", [], [
        "крестьянин", "крестьян", "арени", "Areni", "Արենի", "лоза", "лозы", "столетняя лоза", "виноградник", "виноградники", "виноградников", "заморозок", "заморозками", "костёр", "костры", "урожая", "Хачатрян", "Khachatryan", "Խաչատրյան", "спасли лозу"]),
    "library": ("Передвижная библиотека едет в горные сёла", "Дети брали книги о Кавказе. Водитель приехал из Еревана. Автобус купили за 12 000 евро в 2024 году.", [], [
        "Yerevan", "Երևան", "библиотека", "библиотеки", "библиотеку", "передвижные библиотеки", "село", "сёла", "сел", "горное село", "книга", "книгами", "книг", "дети", "Кавказ", "кавказа", "2024", "автобусы", "автобусом", "евро"]),
    "opera": ("Кафе у оперы оштрафовали за шум", "Соседи пожаловались в мэрию Еревана. Хозяйка, Зоя Линд, обещала тихие вечера.", ["culture-houses"], [
        "кафе", "опера", "оперу", "оштрафовать", "шум", "шума", "сосед", "соседей", "мэрия", "мэрии", "зоя", "Zoya Lind", "тихий вечер", "вечерам"]),
}  # fmt: skip
HY = {
    "train": ("Դեպի Բաթում գիշերային գնացքը կրկին մեկնում է", "Ուղևորները լցրին առաջին վագոնները Երևանում։ Ինչո՞ւ էր այն տասը տարի կանգնած։", ["railways"], [
        "գնացք", "գնացքը", "գնացքի", "գնացքներ", "գնացքներից", "ԳՆԱՑՔ", "գիշերային գնացք", "Բաթում", "Բաթումի", "Batum", "վագոն", "վագոններ", "վագոնների", "ուղևոր", "ուղեւոր", "ուղևորներին", "ՈՒՂԵՎՈՐ", "Երևան", "ԵՐԵՎԱՆ", "Երևանում", "երեվան", "Երեւան", "Երևանի", "Yerevan", "Erevan", "Ереван", "ինչու", "Ինչու", "Ինչո՞ւ", "Ինչո՛ւ", "գնա՛ցք", "Գնա՜ցքը", "գիշերայի՛ն գնա՛ցք", "Երևա՜ն", "երկաթուղի", "«գիշերային գնացք»"]),
    "vines": ("Արենիի գյուղացիները փրկեցին հարյուրամյա որթատունկերը", "Ցրտահարությունը սպառնում էր այգիներին. տերերը փոքր խարույկներ էին վառում։ Բերքն ուսումնասիրեց Խաչատրյանը։", [], [
        "գյուղացի", "գյուղացիներ", "գյուղացիների", "Արենի", "Արենիում", "Areni", "Арени", "որթատունկ", "որթատունկեր", "այգի", "այգու", "այգիների", "ցրտահարություն", "ցրտահարության", "խարույկ", "խարույկներ", "բերք", "բե՛րք", "բե՜րքի", "բերքի", "Խաչատրյան", "Խաչատրյանի", "Khachatryan", "Хачатрян"]),
    "library": ("Շարժական գրադարանը հասել է լեռնային գյուղեր", "Երեխաները գրքեր վերցրին Կովկասի մասին։ Ավտոբուսը գնվել է 12 000 եվրոյով 2024 թվականին։", [], [
        "գրադարան", "գրադարանի", "գրադարանները", "շարժական գրադարան", "գյուղ", "գյուղի", "գյուղերում", "լեռնային գյուղ", "գիրք", "գրքի", "գրքեր", "երեխա", "երեխաներ", "Կովկաս", "Կովկասում", "Kovkas", "2024", "ավտոբուս", "եվրո", "թվական"]),
    "opera": ("Օպերայի մոտի սրճարանը տուգանվել է աղմուկի համար", "Հարևանները բողոքել են Երևանի քաղաքապետարանին։ Տիրուհի Զոյա Լինդը խոստացավ հանգիստ երեկոներ։", ["culture-houses"], [
        "օպերա", "օպերան", "սրճարան", "սրճարաններ", "տուգանել", "աղմուկ", "աղմուկը", "հարևան", "հարեւան", "հարևանների", "քաղաքապետարան", "քաղաքապետարանի", "Զոյա", "Zoya Lind", "Зоя", "երեկո", "երեկոյի"]),
}  # fmt: skip
TAGS = {
    "railways": {"en": "Railways", "ru": "Железные дороги", "hy": "Երկաթուղի"},
    "culture-houses": {"en": "Culture houses", "ru": "Дома культуры", "hy": "Մշակույթի տներ"},
}
STORIES = {"en": EN, "ru": RU, "hy": HY}
QUESTIONS = [
    (language, story, asked)
    for language, stories in STORIES.items()
    for story, (_headline, _body, _tags, questions) in stories.items()
    for asked in questions
]
